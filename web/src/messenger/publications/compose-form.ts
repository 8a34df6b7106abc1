import { PUBLICATION_TEXT_MAX, type WrittenKind } from '#contract/messenger/publications.limits.ts'

/** What is being written for the page. */
export interface PublicationForm {
  readonly kind: WrittenKind
  readonly title: string
  readonly text: string
  readonly mirror: boolean
}

export const NEW: PublicationForm = { kind: 'report', title: '', text: '', mirror: false }

export type Missing = 'nameMissing' | 'textMissing' | 'textOrFiles' | 'filesWait' | 'over'

/** How many characters more a text may have; below zero when it has too many. */
export function roomOf({ kind, text }: Pick<PublicationForm, 'kind' | 'text'>): number {
  return PUBLICATION_TEXT_MAX[kind] - [...text.trim()].length
}

/** Why something cannot be published as it stands; null when it can. */
export function missingIn(form: PublicationForm, files: { count: number; areReady: boolean }): Missing | null {
  if (form.title.trim() === '') return 'nameMissing'
  if (roomOf(form) < 0) return 'over'
  if (form.text.trim() === '') {
    if (form.kind !== 'report') return 'textMissing'
    if (files.count === 0) return 'textOrFiles'
  }
  return files.areReady ? null : 'filesWait'
}
