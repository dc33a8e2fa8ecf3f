/** ASCII letters, for engines whose own LOWER and UPPER change other letters too, which §3 forbids. */
export const lowerLetters = 'abcdefghijklmnopqrstuvwxyz';
export const upperLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
