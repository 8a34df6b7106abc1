import { declareErrors } from '../kit/errors.ts'

export const reportErrors = declareErrors({
  'report.unknown': 'notFound',
  /** Nobody reports himself. */
  'report.ofSelf': 'conflict',
  /** The reason «other» needs words. */
  'report.wordsMissing': 'invalid',
  /** The chat is of no organisation, and the reporter is in none that could look at it. */
  'report.nowhere': 'conflict',
  /** There are no messages with it, so there is nothing to open. */
  'report.nothingSealed': 'conflict',
  /** Somebody else has asked for it already, or it stands open. */
  'report.asked': 'conflict',
  /** Nobody has asked for it. */
  'report.notAsked': 'conflict',
  /** Two people open it, and one of them is not two. */
  'report.secondPerson': 'forbidden',
  /** It is not open to the reader, or not any more. */
  'report.closed': 'forbidden',
  'report.decided': 'conflict',
})
