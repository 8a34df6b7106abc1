import { number, pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './channels.ru.ts'

const people = (count: number) => pluralEn(count, { one: 'person', other: 'people' })
const characters = (count: number) => pluralEn(count, { one: 'character', other: 'characters' })

export const en: typeof ru = {
  title: 'Channels',
  sub: 'Words of the organisation: it writes here, nobody answers in a channel',
  documentTitle: 'Channels — Parta',
  loading: 'Loading channels',
  denied: {
    title: 'Administrators run the channels',
    text: 'Administrators write in the name of the organisation. You read the posts in the messenger.',
  },
  tabs: 'Channel',
  compose: {
    poll: 'Poll',
    asked: (title) => `The poll is in the channel “${title}”`,
    label: 'Text of the post',
    placeholder: 'What is to be told?',
    hidden: 'Only administrators see your name',
    write: 'Write the text of the announcement',
    publish: (audience) => `Publish for ${people(audience)}`,
    done: (title) => `Published in “${title}”`,
    left: (count) => `${characters(count)} left`,
    over: (count) => `${characters(count)} too long: shorten the text`,
  },
  reactions: {
    title: 'Reactions of readers',
    note: 'Readers answer posts with the reactions that are marked. Nobody sees who has reacted.',
    off: 'Reactions are off. Those that were given before stay.',
    all: 'Allow all',
    none: 'Turn off',
    done: (count) => (count === 0 ? 'Reactions of the channel are off' : 'Reactions of the channel saved'),
  },
  posts: {
    loading: 'Loading posts',
    empty: {
      title: 'No posts yet',
      text: 'Everybody who reads the channel gets the first post. Your name is not shown.',
    },
    actions: 'What can be done with the post',
    edited: 'edited',
    erased: 'The post is erased',
    read: (read, audience) => `Read by ${number(read)} of ${number(audience)}`,
    author: (name) => `author: ${name}`,
    gone: 'a deleted profile',
    edit: 'Edit',
    pollStays: 'A question cannot be edited: people may have answered it',
    dayOver: 'A post can be edited for 24 hours. That time is over.',
    erase: 'Erase',
    more: 'Show earlier ones',
  },
  editing: {
    title: 'Edit the post',
    cancel: 'Cancel',
    submit: 'Save',
    done: 'The post is changed for everybody who reads the channel',
  },
  erasing: {
    title: 'Erase the post?',
    text: 'It disappears for everybody who reads the channel. It cannot be brought back.',
    cancel: 'Cancel',
    submit: 'Erase for all',
    done: 'The post is erased',
  },
  reach: {
    title: 'Reach',
    loading: 'Counting who has read it',
    delivered: 'Delivered',
    read: 'Read',
    readMark: 'read',
    deliveredMark: 'arrived',
    people: 'People',
    of: (read, all) => `${number(read)} of ${number(all)}`,
    percent: (part) => `${number(part)}%`,
    all: 'Show all',
    rest: (count) => `${number(count)} more`,
    none: 'Nobody belongs to a unit.',
    note: 'Only those count who show that they have read.',
  },
}
