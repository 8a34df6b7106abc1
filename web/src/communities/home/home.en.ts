import { SILENCE_DAYS, SUPPORT_DAYS } from '#contract/communities/communities.limits.ts'
import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './home.ru.ts'

const days = (count: number) => pluralEn(count, { one: 'day', other: 'days' })

export const en: typeof ru = {
  greeting: (hour, name) =>
    `${hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'}, ${name}`,
  loading: 'Loading the home page',
  invite: 'Invite',
  openMessenger: 'Open the messenger',
  suspension: {
    title: 'The organisation is suspended',
    since: 'Since:',
    reason: (reason) => `Reason: ${reason}`,
    text: 'Everybody reads what is there. Nobody can write, apply, decide applications or change people and sections. The operator can resume the work.',
  },
  checklist: {
    title: 'Tasks of the administrator',
    done: (done, all) => `${done} of ${all} done`,
    ticked: ' (done)',
    needless: 'Not needed: there is nobody to invite.',
    fold: 'Fold away',
    unfold: 'Show',
    steps: {
      signIn: { title: 'Sign in to the administrator’s profile', text: '', action: '' },
      information: {
        title: 'Fill in the information about the organisation',
        text: 'Without it the community does not count as active.',
        action: 'Fill in',
      },
      structure: {
        title: 'Create the structure',
        text: 'Classes, groups or departments into which you will invite people.',
        action: 'Create',
      },
      unit: {
        title: 'Create a class, a group or a department with people',
        text: 'It counts as soon as somebody belongs to it or an invitation link works.',
        action: 'Create',
      },
      links: {
        title: 'Create invitation links for all staff',
        text: 'Each role needs somebody who holds it, or a link that works. You decide the applications.',
        action: 'Create a link',
      },
      administrators: {
        title: 'Appoint more administrators',
        text: 'So that applications do not wait while you are away.',
        action: 'Members',
      },
      verification: {
        title: 'Finish the verification of colleagues',
        text: 'Approve the applications of staff: the cap appears beside their names.',
        action: 'Open applications',
      },
      support: {
        title: 'Support colleagues',
        text: `It counts if an administrator has written in chats of the organisation or to its people within the last ${days(SUPPORT_DAYS)}.`,
        action: 'Open the messenger',
      },
    },
  },
  ages: {
    own: (age) => `You are ${age} now`,
    child: (name, age) => `${name} is ${age} now`,
    dismiss: 'Understood',
    own14:
      'The consent of your parents is needed no more, and you can invite them by a family link yourself. For writing with adults the rule of the organisation for pupils from 14 on holds.',
    child14:
      'Your consent is needed no more, and your child can make a family link alone. For writing with adults the rule of the organisation for pupils from 14 on holds.',
    own18:
      'You can apply for roles of adults now: staff or parent. While you are a pupil, the rules of communication stay as they are.',
    child18:
      'Your child can apply for roles of adults now: staff or parent. While it is a pupil, the rules of communication stay as they are.',
  },
  queue: {
    title: 'Applications',
    oldest: 'the oldest:',
    waiting: 'wait for a decision',
    none: 'All applications are decided',
    open: 'Decide applications',
    links: (count) => pluralEn(count, { one: 'active invitation link', other: 'active invitation links' }),
  },
  inactive: {
    title: 'The community is not active. Why?',
    done: (done, all) => `Conditions met: ${done} of ${all}`,
    active: 'The community is active',
    activeText: 'All conditions are met.',
    missing: (fields) => `Not given: ${fields}`,
    information: { bad: 'The information is not complete', good: 'The information is complete', action: 'Fill in' },
    units: { bad: 'There is no class or department', good: 'There are classes and departments', action: 'Create' },
    staff: {
      bad: 'Nobody of the staff is confirmed beside the administrator',
      good: 'Staff are confirmed',
      action: 'Invite',
    },
    silence: {
      bad: `Nobody has written in chats for ${days(SILENCE_DAYS)}`,
      good: `People have written in chats within ${days(SILENCE_DAYS)}`,
      action: 'Write',
    },
  },
  figures: {
    title: 'In the organisation',
    members: 'Members',
    staff: 'Staff',
    pupils: 'Pupils',
    parents: 'Parents',
    units: 'Classes and departments',
  },
  chart: {
    title: 'Activity by week',
    sub: 'Messages of people. Hatched: the week is not over',
    label: 'Bars by week, the data is in the table below',
    week: 'Week of',
    messages: 'Messages',
    now: 'not over',
    empty: 'No messages within four weeks.',
  },
  yours: { title: 'Your roles', unit: 'The whole organisation', lead: (role, names) => `${role}: ${names}` },
  pending: { title: 'Your applications', sub: 'Waiting for the administrator’s decision' },
}
