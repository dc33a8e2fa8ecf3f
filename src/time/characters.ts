// Character codes, because comparing numbers is several times cheaper than slicing strings or running a pattern.
export const space = 32;
export const plus = 43;
export const dash = 45;
export const dot = 46;
export const zero = 48;
export const colon = 58;
export const capitalT = 84;
export const capitalZ = 90;
