import type { PictureTexts } from './picture.texts.ts'

export const en: PictureTexts = {
  title: 'Virtual background',
  note: 'The background is changed on this device before anything is sent; nobody gets the room itself.',
  none: 'None',
  blur: 'Blur',
  blackboard: 'Blackboard',
  library: 'Library',
  morning: 'Window',
  sky: 'Sky',
  own: 'Own picture',
  choose: 'Choose a picture',
  notRead: 'This file could not be read. Choose a picture in JPEG, PNG or WebP.',
  notAllowed:
    'Own pictures in calls are off here. The administrator of the organisation can turn them on in “Rules of communication”.',
  notHere: 'Open the call from Parta: an own picture is there, and not behind a link.',
  checking: 'Checking whether the device is fast enough…',
  preparing: 'The background is getting ready. Nobody sees the room meanwhile.',
  slow: 'The device is too slow to change the background, so it is off. Close other programs and turn it on again.',
  failed:
    'The background could not be turned on. Check the network, take a newer browser and turn it on again; the browser needs hardware acceleration.',
  closed: 'The camera is off, so that nobody sees the room. Turn the camera on if the room may be seen.',
}
