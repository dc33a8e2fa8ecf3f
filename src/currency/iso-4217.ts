// The active codes of ISO 4217 (list one as of January 2026: ANG, BGN, CUC, HRK and ZWL have been withdrawn; XCG, XAD
// and ZWG added). Any other code is a virtual currency: a pricing unit that the account defines.
const national =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE ' +
  'CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF ' +
  'GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR ' +
  'LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN ' +
  'PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS ' +
  'TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST YER ZAR ZMW ZWG';

// Codes that begin with X belong to no country: supranational currencies, metals, units of account, testing.
const supranational = 'AD AF AG AU BA BB BC BD CD CG DR OF PD PF PT SU TS UA XX';

const active = /*#__PURE__*/ new Set(
  /*#__PURE__*/ [...national.split(' '), ...supranational.split(' ').map((rest) => `X${rest}`)].sort(),
);

// Places of the minor unit where they are not two (§1.1).
const unusualPlaces = /*#__PURE__*/ new Map<string, number>(
  /*#__PURE__*/ [
    placesOf(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
    placesOf(3, 'BHD IQD JOD KWD LYD OMR TND'),
    placesOf(4, 'CLF UYW'),
  ].flat(),
);

function placesOf(places: number, codes: string): [string, number][] {
  return codes.split(' ').map((code) => [code, places]);
}

/** Whether a code is an active ISO 4217 code, i.e. a real currency. Codes are upper case; `usd` is not one. */
export function isRealCurrency(code: string): boolean {
  return active.has(code);
}

/** The decimal places of an ISO 4217 currency's minor unit: 0, 2, 3 or 4. */
export function isoMinorUnits(code: string): number {
  return unusualPlaces.get(code) ?? 2;
}

/** Every active ISO 4217 code, sorted. */
export function realCurrencies(): readonly string[] {
  return [...active];
}
