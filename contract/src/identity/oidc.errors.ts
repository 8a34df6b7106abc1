import { declareErrors } from '../kit/errors.ts'

export const oidcErrors = declareErrors({
  'oidc.interactionEnded': 'notFound',
  'oidc.profileUnknown': 'notFound',
  'oidc.profileNotChosen': 'conflict',
  'oidcClient.unknown': 'notFound',
  'oidcClient.exists': 'conflict',
  'oidcClient.nameInvalid': 'invalid',
  'oidcClient.addressInvalid': 'invalid',
})
