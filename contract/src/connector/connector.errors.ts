import { declareErrors } from '../kit/errors.ts'

export const connectorErrors = declareErrors({
  /** The organisation has let this system tell nothing about it, or is not there. */
  'connector.unknown': 'notFound',
  /** No fact of a person with this id has come. */
  'connector.personUnknown': 'notFound',
  /** It is none of this system, is over, or its owner has not agreed to be linked. */
  'connector.tokenInvalid': 'invalid',
  'connector.nameDiffers': 'conflict',
  'connector.birthDateDiffers': 'conflict',
  'connector.roleDiffers': 'conflict',
  'connector.notAdult': 'conflict',
  'connector.personLinked': 'conflict',
  'connector.profileLinked': 'conflict',
  'connector.systemUnknown': 'notFound',
  'connector.brakeChanged': 'conflict',
})
