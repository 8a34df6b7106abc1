/**
 * The locale of every database in the cluster. The builtin provider gives upper, lower and case-blind comparison that do not
 * change with a library; LC_CTYPE must be a UTF-8 one, because pg_trgm takes its character classes from there and drops all
 * Cyrillic under C. Names are sorted with an explicit `collate "ru-x-icu"`.
 */
export const localeFlags: readonly string[] = [
  '--locale-provider=builtin',
  '--builtin-locale=PG_UNICODE_FAST',
  '--lc-collate=C',
  '--lc-ctype=C.UTF-8',
  '--lc-messages=C',
  '--encoding=UTF8',
]
