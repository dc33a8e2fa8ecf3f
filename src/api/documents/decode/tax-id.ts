import { report, requiredText, wanting, type Fields } from '../../../errors/index.js';
import type { TaxIdCountry, TaxIdType } from '../../../wire/index.js';

// Total, so that a kind that the API gains does not compile until it stands here.
// prettier-ignore
const types: { readonly [T in TaxIdType]: true } = {
  ad_nrt: true, ae_trn: true, al_tin: true, am_tin: true, ao_tin: true, ar_cuit: true, eu_vat: true, au_abn:
  true, au_arn: true, aw_tin: true, az_tin: true, ba_tin: true, bb_tin: true, bd_bin: true, bf_ifu: true,
  bg_uic: true, bh_vat: true, bj_ifu: true, bo_tin: true, br_cnpj: true, br_cpf: true, bs_tin: true, by_tin:
  true, ca_bn: true, ca_gst_hst: true, ca_pst_bc: true, ca_pst_mb: true, ca_pst_sk: true, ca_qst: true,
  cd_nif: true, ch_uid: true, ch_vat: true, cl_tin: true, cm_niu: true, cn_tin: true, co_nit: true, cr_tin:
  true, cv_nif: true, de_stn: true, do_rcn: true, ec_ruc: true, eg_tin: true, es_cif: true, et_tin: true,
  eu_oss_vat: true, fo_vat: true, gb_vat: true, ge_vat: true, gi_tin: true, gn_nif: true, hk_br: true, hr_oib:
  true, hu_tin: true, id_npwp: true, il_vat: true, in_gst: true, is_vat: true, it_cf: true, jp_cn: true,
  jp_rn: true, jp_trn: true, ke_pin: true, kg_tin: true, kh_tin: true, kr_brn: true, kz_bin: true, la_tin:
  true, li_uid: true, li_vat: true, lk_vat: true, ma_vat: true, md_vat: true, me_pib: true, mk_vat: true,
  mr_nif: true, mx_rfc: true, my_frp: true, my_itn: true, my_sst: true, ng_tin: true, no_vat: true, no_voec:
  true, np_pan: true, nz_gst: true, om_vat: true, pe_ruc: true, ph_tin: true, pl_nip: true, py_ruc: true,
  ro_tin: true, rs_pib: true, ru_inn: true, ru_kpp: true, sa_vat: true, sg_gst: true, sg_uen: true, si_tin:
  true, sn_ninea: true, sr_fin: true, sv_nit: true, th_vat: true, tj_tin: true, tr_tin: true, tw_vat: true,
  tz_vat: true, ua_vat: true, ug_tin: true, us_ein: true, uy_ruc: true, uz_tin: true, uz_vat: true, ve_rif:
  true, vn_tin: true, za_vat: true, zm_tin: true, zw_tin: true,
};

// prettier-ignore
const countries: { readonly [C in TaxIdCountry]: true } = {
  AD: true, AE: true, AL: true, AM: true, AO: true, AR: true, AT: true, AU: true, AW: true, AZ: true, BA:
  true, BB: true, BD: true, BE: true, BF: true, BG: true, BH: true, BJ: true, BO: true, BR: true, BS: true,
  BY: true, CA: true, CD: true, CH: true, CL: true, CM: true, CN: true, CO: true, CR: true, CV: true, CY:
  true, CZ: true, DE: true, DK: true, DO: true, EC: true, EE: true, EG: true, ES: true, ET: true, EU: true,
  FI: true, FO: true, FR: true, GB: true, GE: true, GI: true, GN: true, GR: true, HK: true, HR: true, HU:
  true, ID: true, IE: true, IL: true, IN: true, IS: true, IT: true, JP: true, KE: true, KG: true, KH: true,
  KR: true, KZ: true, LA: true, LI: true, LK: true, LT: true, LU: true, LV: true, MA: true, MD: true, ME:
  true, MK: true, MR: true, MT: true, MX: true, MY: true, NG: true, NL: true, NO: true, NP: true, NZ: true,
  OM: true, PE: true, PH: true, PL: true, PT: true, PY: true, RO: true, RS: true, RU: true, SA: true, SE:
  true, SG: true, SI: true, SK: true, SN: true, SR: true, SV: true, TH: true, TJ: true, TR: true, TW: true,
  TZ: true, UA: true, UG: true, US: true, UY: true, UZ: true, VE: true, VN: true, ZA: true, ZM: true, ZW: true,
};

/** Checks a tax registration: its kind and its country are from closed lists, its number is any text. */
export function checkTaxId(tax_id: Fields): void {
  requiredText(tax_id, 'value');
  checkListed(tax_id, 'type', types);
  checkListed(tax_id, 'country', countries);
}

function checkListed(tax_id: Fields, key: string, listed: object): void {
  const text = requiredText(tax_id, key);
  if (text !== '' && !Object.hasOwn(listed, text)) report(tax_id, key, wanting(text, `a ${key} that the API lists`));
}
