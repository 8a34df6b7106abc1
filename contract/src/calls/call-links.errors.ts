import { declareErrors } from '../kit/errors.ts'

export const callLinkErrors = declareErrors({
  'callLink.unknown': 'notFound',
  'callLink.outsider': 'forbidden',
  'callLink.noOrganisation': 'conflict',
  'callLink.pupilOpens': 'forbidden',
  'callLink.closed': 'conflict',
  'callLink.guestsOff': 'forbidden',
  'callLink.pupilsHere': 'forbidden',
})
