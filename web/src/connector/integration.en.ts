import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { IntegrationTexts } from './integration.texts.ts'

const people = (count: number) => pluralEn(count, { one: 'person', other: 'people' })

export const en: IntegrationTexts = {
  title: 'School system',
  sub: 'An electronic school or diary tells who learns and works there; chats and roles follow by themselves.',
  loading: 'Loading',
  denied: {
    title: 'This section is closed for your role',
    text: 'Which system tells facts is decided by the administrator of the organisation.',
  },
  empty: {
    title: 'There is nothing to connect yet',
    text: 'There is no system that may tell facts. The operator of Parta adds them.',
  },
  system: 'Who tells facts',
  none: 'Nobody now. What was told before is kept.',
  told: (facts: number, linked: number) =>
    `${pluralEn(facts, { one: 'fact', other: 'facts' })} told, ${people(linked)} linked.`,
  label: 'System',
  noSystem: 'None',
  note: 'The system may tell names, classes and positions of people of the organisation, and learns from what parents tell when and why pupils are absent who have linked their profile. Only those come into chats who have linked their profile themselves.',
  noneNote: 'No new facts come; chats and roles stay as they are.',
  otherNote: 'What the former system has told is forgotten, and people link their profile anew.',
  code: 'Code of the organisation, to be entered in the settings of the system:',
  save: 'Save',
  saved: 'Saved',
  waiting: {
    title: (count: number, among: number) => `Waits for a decision: remove ${people(count)} of ${among}`,
    text: 'By new facts of the school system so many people would lose a role or a place in a chat at once. When there are so many, an administrator decides. Dismissals and decisions of courts have been carried out already.',
    mistake: 'If it is a mistake in the school system, correct the facts there: then nothing has to be decided here.',
    yes: 'That is right, remove them',
    done: 'They will be removed within a minute',
  },
}
