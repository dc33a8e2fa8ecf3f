/** How long an engine may take to start, or to do much, on a busy machine. */
export const startTimeout = 120_000;
