import type { Examples } from './examples.ts'

/** SHA-256 of a number that nobody has, base64url. */
const HASH = 'Rk7gYr3wqU1mTQzH0sVbXc5nLd9fJp2aEo8iKx4yZtM'

/** Valid calls of the operations of the phone book. */
export const phonebookExamples = {
  'phonebook.list': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'phonebook.compare': ({ cast }) => ({ by: cast.parent.client, input: { hashes: [HASH] } }),
  'phonebook.forget': ({ cast }) => ({ by: cast.parent.client, input: {} }),
} satisfies Partial<Examples>
