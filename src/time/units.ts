/** Milliseconds in a second of UTC; leap seconds do not exist in this time scale. */
export const millisPerSecond = 1000;
/** Milliseconds in a minute. */
export const millisPerMinute = 60_000;
/** Milliseconds in an hour. */
export const millisPerHour = 3_600_000;
/** Milliseconds in a UTC day. A local day may be shorter or longer: use `localDays`. */
export const millisPerDay = 86_400_000;
