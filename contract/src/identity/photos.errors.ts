import { declareErrors } from '../kit/errors.ts'

export const photoErrors = declareErrors({
  'photo.unknown': 'notFound',
  'photo.changedOften': 'tooMany',
  'photo.reasonMissing': 'invalid',
})
