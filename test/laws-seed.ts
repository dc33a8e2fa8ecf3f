import fc from 'fast-check';

// The suite tries the same inputs each time, so that whoever runs it sees what we saw; `npm run campaign:laws` tries others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['LAWS_SEED'] ?? 20_261_126) });
