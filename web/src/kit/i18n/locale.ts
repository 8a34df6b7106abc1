export type Locale = 'ru' | 'en'

export const LOCALE_KEY = 'parta.locale'

const READ_RUSSIAN: ReadonlySet<string> = new Set(['ru', 'be', 'uk', 'kk', 'ky', 'tt', 'ba', 'cv', 'uz', 'tg', 'hy'])

/** The language of this page: the saved choice, else English for whoever does not read Russian at all. */
export const locale: Locale = decide()

// Catalogues are read outside of a browser too, where there is no document.
if (typeof document !== 'undefined') document.documentElement.lang = locale

function decide(): Locale {
  // Outside of a browser (tests) there is nobody who reads.
  if (typeof document === 'undefined') return 'ru'
  try {
    const saved = localStorage.getItem(LOCALE_KEY)
    if (saved === 'ru' || saved === 'en') return saved
  } catch {
    // Without storage the browser's languages decide.
  }
  const languages = navigator.languages.map((language) => language.slice(0, 2).toLowerCase())
  return languages.includes('en') && !languages.some((language) => READ_RUSSIAN.has(language)) ? 'en' : 'ru'
}
