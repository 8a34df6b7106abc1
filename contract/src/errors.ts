import { callLinkErrors } from './calls/call-links.errors.ts'
import { callErrors } from './calls/calls.errors.ts'
import { plannedCallErrors } from './calls/planned-calls.errors.ts'
import { communityErrors } from './communities/communities.errors.ts'
import { connectorErrors } from './connector/connector.errors.ts'
import { fileErrors } from './files/files.errors.ts'
import { factorErrors } from './identity/factors.errors.ts'
import { oidcErrors } from './identity/oidc.errors.ts'
import { photoErrors } from './identity/photos.errors.ts'
import { signinErrors } from './identity/signin.errors.ts'
import { commonErrors } from './kit/errors.ts'
import { messengerErrors } from './messenger/messenger.errors.ts'
import { reportErrors } from './reports/reports.errors.ts'
import { schoolErrors } from './school/school.errors.ts'

/** Every error code of the product with its kind, one line a feature. */
export const errors = {
  ...commonErrors,
  ...fileErrors,
  ...signinErrors,
  ...factorErrors,
  ...oidcErrors,
  ...photoErrors,
  ...communityErrors,
  ...messengerErrors,
  ...callErrors,
  ...callLinkErrors,
  ...plannedCallErrors,
  ...schoolErrors,
  ...connectorErrors,
  ...reportErrors,
} as const

export type ErrorCode = keyof typeof errors
