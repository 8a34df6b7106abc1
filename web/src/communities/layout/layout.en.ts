import type { ru } from './layout.ru.ts'

export const en: typeof ru = {
  sections: 'Sections of the organisation',
  home: 'Home',
  publications: 'Publications',
  members: 'Members',
  verified: 'Verified profiles',
  applications: 'Applications',
  roster: 'List of the school',
  rosterOther: 'List of people',
  links: 'Invitation links',
  absences: 'Absences',
  announcements: 'Announcements',
  channels: 'Channels',
  about: 'About',
  percent: (percent) => `${percent}%`,
  dialogues: 'Rules of communication',
  quiet: 'Quiet time',
  integration: 'School system',
  reports: 'Reports',
  tickets: 'Requests for help',
  audit: 'Log of acts',
  missing: {
    title: 'Organisation not found',
    text: 'It does not exist, or you are not a member. You join an organisation by its invitation link.',
    action: 'My applications',
  },
}
