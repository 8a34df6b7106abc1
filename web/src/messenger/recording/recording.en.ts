import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './recording.ru.ts'

export const en: typeof ru = {
  bar: { voice: 'Recording a voice message', round: 'Recording a round video' },
  asking: {
    voice: 'Asking the browser for the microphone…',
    round: 'Asking the browser for the camera and the microphone…',
  },
  begun: 'Recording',
  lasts: (count) => `Recorded: ${pluralEn(count, { one: 'second', other: 'seconds' })}`,
  hold: 'Let go to send. Up to keep recording, left to cancel.',
  hands: 'You can let go: it is recording.',
  cancel: 'Delete the recording',
  lock: 'Keep recording without holding',
  stop: { voice: 'Stop and listen', round: 'Stop and watch' },
  send: { voice: 'Send the voice message', round: 'Send the round video' },
  full: {
    voice: '15 minutes are recorded, this is the limit. Listen and send.',
    round: 'A minute is recorded, this is the limit. Watch and send.',
  },
  dropped: 'The recording is deleted',
  list: 'Recordings that are not sent yet',
  kept: 'not sent',
  listen: { voice: 'Listen to the recording', round: 'Watch the recording' },
  pause: 'Stop',
  again: 'Send again',
  sending: (share) => `${share} sent`,
  waiting: 'no connection, will be sent by itself',
  fileName: { voice: 'Voice message', round: 'Round video' },
  lost: 'The browser has lost this recording. Record it again.',
  unreadable: 'The server could not read the recording. Record it again.',
  refused: {
    voice:
      'The browser does not give the microphone. Press the sign to the left of the address, allow the microphone and try again.',
    round:
      'The browser does not give the camera and the microphone. Press the sign to the left of the address, allow them and try again.',
  },
  missing: {
    voice: 'There is no microphone. Connect one and try again.',
    round: 'There is no camera or no microphone. Connect them and try again.',
  },
  busy: {
    voice: 'Another program uses the microphone. Close it and try again.',
    round: 'Another program uses the camera or the microphone. Close it and try again.',
  },
  play: (name) => `Listen to the voice message, ${name}`,
  playing: 'Stop the voice message',
  place: 'Place in the voice message',
  placeOf: (now, all) => `${now} of ${all}`,
  speed: (speed) => `Speed ${speed}. Change`,
  times: (speed) => `${speed}×`,
  unheard: 'not heard yet',
  broken: 'It could not be played. Check the connection and press again.',
  round: {
    watch: (length) => `Watch the round video, ${length}`,
    pause: 'Stop the round video',
    place: 'Place in the round video',
    preview: 'What the camera sees of you',
  },
}
