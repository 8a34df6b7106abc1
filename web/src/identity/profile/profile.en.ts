import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './profile.ru.ts'

export const en: typeof ru = {
  title: 'Profile',
  loading: 'Loading the profile',
  phone: (masked) => `Signs in with ${masked}`,
  learning: 'Learning profile',
  personal: 'Personal profile',
  profiles: 'Profiles',
  here: 'now',
  become: 'Switch',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'As in the system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languages: { ru: 'Русский', en: 'English' },
  devices: 'Devices',
  devicesSub: 'Where you are signed in. A device that you do not know or have lost can be signed out.',
  devicesLoading: 'Loading devices',
  thisDevice: 'This device',
  seen: 'Active:',
  end: 'Sign out there',
  ended: 'The device is signed out',
  endOthers: 'Sign out everywhere else',
  endOthersTitle: 'Sign out on all other devices?',
  endOthersBody:
    'Only this device stays. The conversations disappear from the others, and signing in there takes a code by SMS again. This is what to do when a phone is lost.',
  endedOthers: (count: number) =>
    count === 0
      ? 'No other device was signed in'
      : `Signed out on ${pluralEn(count, { one: 'device', other: 'devices' })}`,
  cancel: 'Cancel',
  unknownDevice: 'Unknown device',
  signOut: 'Sign out',
  applications: 'My applications',
}
