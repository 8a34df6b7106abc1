import { locale } from './locale.ts'

/**
 * The catalogue of a feature in the language of the page. Both languages travel with the feature's own chunk; a key that
 * is missing in one of them does not compile.
 */
export function texts<T>(catalogues: { readonly ru: T; readonly en: NoInfer<T> }): T {
  return catalogues[locale]
}
