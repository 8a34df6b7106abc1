import { declareErrors } from '../kit/errors.ts'

export const messengerErrors = declareErrors({
  'chat.unknown': 'notFound',
  'chat.titleInvalid': 'invalid',
  'chat.membersMissing': 'invalid',
  'chat.membersTooMany': 'tooLarge',
  'chat.notContact': 'forbidden',
  'chat.adultPupilDirect': 'forbidden',
  'chat.notAllowed': 'forbidden',
  'chat.memberUnknown': 'notFound',
  'chat.leaveImpossible': 'conflict',
  'chat.selfImpossible': 'invalid',
  'message.empty': 'invalid',
  'message.tooLong': 'invalid',
  'message.replyUnknown': 'invalid',
  'message.writeForbidden': 'forbidden',
  'message.channelReadOnly': 'forbidden',
  'message.unknown': 'notFound',
  'message.notOwn': 'forbidden',
  'message.dayOver': 'conflict',
  'message.erased': 'conflict',
  'message.versionConflict': 'conflict',
})
