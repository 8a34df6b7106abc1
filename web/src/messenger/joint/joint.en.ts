export const en = {
  title: 'Joint chat',
  sub: 'The chat belongs to no organisation. There are never pupils in it',
  loading: 'Loading contacts',
  name: 'Name of the chat',
  people: 'People',
  organisation: 'From your organisation',
  missing: 'Write a name and choose at least one person',
  submit: 'Create the chat',
  empty: {
    title: 'There is nobody to choose yet',
    text: 'People for a joint chat come from personal contacts and the phone book. Add a colleague of another organisation first.',
  },
}
