import type { PageSentences, PublicationCode } from '../page-errors.ts'
import { whole } from '../sentence.ts'

/** Sentences of the page of an organisation (ORG-15). */
export const publicationErrors: PageSentences<PublicationCode> = {
  ru: {
    'publication.unknown': 'Такой публикации нет: её удалили, или она не на этой странице.',
    'publication.titleInvalid': (d) => `Напишите название: от одного до ${whole(d, 'lengthMax') ?? 150} знаков.`,
  },
  en: {
    'publication.unknown': 'There is no such publication: it was deleted, or it is not on this page.',
    'publication.titleInvalid': (d) => `Write a title of one to ${whole(d, 'lengthMax') ?? 150} characters.`,
  },
}
