import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './newchat.ru.ts'

export const en: typeof ru = {
  title: 'New chat',
  organisation: 'Organisation',
  search: 'Name or surname',
  searchLabel: 'Find a contact by name or surname',
  loading: 'Contacts are loading',
  nothingFound: 'Nobody was found among the contacts of this organisation',
  empty: 'No contacts yet. People of your organisation will be here.',
  more: 'Show more',
  group: 'Create a group chat',
  groupTitle: 'New group chat',
  chosen: (count) => `Chosen: ${pluralEn(count, { one: 'person', other: 'people' })}`,
  name: 'Title of the chat',
  nameMissing: 'Enter a title',
  noUnit: 'Of none: just a group',
  unitHint: (lead) => `The chat is led by those with the role “${lead}”, for as long as they have it.`,
  peopleOf: (unit) => `Show people of: ${unit.toLowerCase()}`,
  anyUnit: 'The whole organisation',
  chooseAll: (unit) => `Choose all: ${unit}`,
  picture: 'Picture of the new chat',
  pictureAdd: 'Add a picture',
  pictureRemove: 'Remove the picture',
  pictureFailed: 'The chat is made, but its picture was not saved. Set it under “About the chat”.',
  choose: 'Choose at least one person',
  create: 'Create the chat',
}
