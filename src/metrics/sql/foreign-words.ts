const windows = 'window functions are not read, because a metric is one number for a period';
const rows = 'is not read, because an aggregate without groups has one row';
// LEFT and RIGHT are functions too, for which the same is right.
const joins = 'no joins and no such functions are read: put what a metric needs into the properties of its events';
const one = 'is not read: a metric is one SELECT, whose WHERE may say it with';
const lone = 'an aggregate stands once and by itself, in no expression and in no WHERE';

/** What SQL has beyond §3 "SQL subset", by its word or sign, and what is allowed in its place. */
export const foreignWords: ReadonlyMap<string, string> = /*#__PURE__*/ new Map(/*#__PURE__*/ listWords());

/** In a function, because a bundler keeps a list of texts that are put together, for whoever imports anything at all. */
function listWords(): readonly (readonly [string, string])[] {
  return [
    [',', 'a metric is one aggregate of one value; LATEST_BY and EARLIEST_BY take two, IN and functions have lists'],
    // Two events of 500 tokens are 1,000 tokens: no kind of §3 adds a value once that several events have.
    ['DISTINCT', 'DISTINCT is read in COUNT(DISTINCT e) alone; in all else every event counts, also of equal values'],
    ['ALL', 'ALL is not read: leave it out, for it is what is done anyway'],
    ['FILTER', 'FILTER is not read: write its condition in WHERE'],
    ['OVER', windows],
    ['WINDOW', windows],
    ['QUALIFY', windows],
    ['GROUP', 'GROUP BY is not read: name the keys in group_by, where the usage is asked for'],
    ['HAVING', 'HAVING is not read: conditions on events belong in WHERE, and a quantity has none'],
    [
      'ORDER',
      'ORDER BY is read in WITHIN GROUP alone; LATEST_BY(e, t) and EARLIEST_BY(e, t) have an order of their own',
    ],
    ['ASC', 'a percentile is of ascending values in any case'],
    ['DESC', 'a percentile is of ascending values: give the share from the other end, such as 0.05 for 0.95'],
    ['NULLS', 'what is NULL is no value of a percentile'],
    ['LIMIT', `LIMIT ${rows}`],
    ['OFFSET', `OFFSET ${rows}`],
    ['FETCH', `FETCH ${rows}`],
    ['TOP', `TOP ${rows}`],
    ['WITH', 'common table expressions are not read: a metric is one SELECT FROM events'],
    ['UNION', `UNION ${one} OR`],
    ['INTERSECT', `INTERSECT ${one} AND`],
    ['EXCEPT', `EXCEPT ${one} AND NOT`],
    ['JOIN', joins],
    ['INNER', joins],
    ['LEFT', joins],
    ['RIGHT', joins],
    ['FULL', joins],
    ['CROSS', joins],
    ['NATURAL', joins],
    ['INTO', 'INTO is not read: a metric stores nothing'],
    ['FOR', 'FOR is not read: a metric locks nothing'],
    ['CAST', 'casts are not read: a text that is a plain decimal counts as its number'],
    ['ILIKE', "ILIKE is not read: write LOWER(e) LIKE 'abc%'"],
    ['ESCAPE', 'ESCAPE is not read: % and _ cannot be escaped in LIKE'],
    ['MEDIAN', 'MEDIAN is not read: write PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY e)'],
    ['PERCENTILE_DISC', 'PERCENTILE_DISC is not read: PERCENTILE_CONT is, which interpolates between two values'],
    ['APPROX_COUNT_DISTINCT', 'APPROX_COUNT_DISTINCT is not read: write COUNT(DISTINCT e), which is exact'],
    ['COUNT', lone],
    ['SUM', lone],
    ['MIN', lone],
    ['MAX', lone],
    ['AVG', lone],
    ['LATEST_BY', lone],
    ['EARLIEST_BY', lone],
    ['TIME_WEIGHTED_AVERAGE', lone],
    ['PERCENTILE_CONT', lone],
  ];
}
