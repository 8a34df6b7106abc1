import { SUPPORT_DAYS } from '#contract/communities/communities.limits.ts'
import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './tasks.ru.ts'

const days = pluralEn(SUPPORT_DAYS, { one: 'day', other: 'days' })

export const en: typeof ru = {
  title: 'Tasks of the staff',
  link: (done, all) => `Tasks of the staff: ${done} of ${all}`,
  tasks: {
    app: {
      title: 'Install Parta on your phone',
      text: 'Add Parta to the home screen and open it from there: the task ticks itself.',
      action: 'How to install it',
    },
    profile: { title: 'Create a learning profile', text: '', action: '' },
    verification: {
      title: 'Begin the confirmation of your status',
      text: 'Apply as a member of the staff by the link of an administrator or from your profile.',
      action: 'Confirm the status',
    },
    link: {
      title: 'Accept the invitation link of the administrator',
      text: 'Open the link or the QR code that the administrator of the organisation has given you.',
      action: '',
    },
    confirmation: {
      title: 'Apply and be confirmed',
      text: 'The administrator of the organisation decides the application.',
      action: 'My applications',
    },
    chats: {
      title: 'Create chats: of subjects, groups, departments, with colleagues',
      text: 'A chat counts that you have created and in which there is somebody else.',
      action: 'Open the messenger',
    },
    pupils: {
      title: 'Invite pupils from 14 on into chats',
      text: 'Add them to a chat that you have created.',
      action: 'Open the messenger',
    },
    parents: {
      title: 'Create chats with parents if they are needed',
      text: 'Add parents to a chat that you have created.',
      action: 'Open the messenger',
    },
    communication: {
      title: 'Keep in touch with colleagues, pupils and parents',
      text: `It counts if you have written in chats of the organisation or to its people within the last ${days}.`,
      action: 'Open the messenger',
    },
  },
}
