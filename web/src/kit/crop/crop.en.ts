import type { ru } from './crop.ru.ts'

export const en: typeof ru = {
  choose: 'Choose a picture',
  chooseOther: 'Choose another picture',
  title: 'Which part to show',
  hint: 'Move the picture with a finger, the mouse or the arrow keys.',
  stage: 'The picture in its frame: arrows move the frame, plus and minus bring it nearer or farther',
  zoom: 'Nearer',
  save: 'Save',
  cancel: 'Cancel',
  retry: 'Send again',
  sending: (percent) => `Sending: ${percent} %`,
  making: 'Making the picture',
  unreadable:
    'The browser does not open this file. JPEG, PNG and WebP will do. Save a picture in the format HEIC of an Apple phone as JPEG first.',
}
