import { SILENCE_DAYS } from '#contract/communities/communities.limits.ts'
import type { Article, HelpRole } from './article.ts'
import type { ru } from './help.ru.ts'

const EVERYBODY: readonly HelpRole[] = ['parent', 'pupil', 'teacher', 'administrator']

const articles: readonly Article[] = [
  {
    id: 'join',
    roles: EVERYBODY,
    question: 'How to come into the own class or school',
    answer: [
      'Open the link or QR code that the leader of the class or an administrator has given you. Enter the phone number, the code from the SMS and who you are: the application goes by itself.',
      'A link joins nobody: the school decides. Until then you see neither messages nor members.',
    ],
    path: { href: '/applications', label: 'My applications' },
  },
  {
    id: 'install',
    roles: EVERYBODY,
    question: 'How to install Parta on a phone',
    answer: [
      'Android: open Parta in a browser and choose “Install app” or “Add to home screen” in its menu. iPhone and iPad: in Safari press “Share” and then “Add to Home Screen”. Computer: the sign for installing stands at the end of the address line.',
      'Open Parta by its icon on the home screen and sign in. It opens without a network as well and shows what it has kept of your chats.',
    ],
  },
  {
    id: 'inactive',
    roles: ['administrator'],
    question: 'The community is not active. Why?',
    answer: [
      `The first page of the organisation lists everything that it lacks, and each line has a button that leads to where it is put right. There are four conditions: the information is complete, there is a class or a department, somebody of the staff beside the administrator is confirmed, and people have written in its chats within the last ${SILENCE_DAYS} days.`,
    ],
    path: { href: '/', label: 'To the first page' },
  },
  {
    id: 'teacher',
    roles: ['teacher', 'administrator'],
    question: 'How to have the status of a teacher confirmed',
    answer: [
      'Open your profile, press “Confirm that I am a teacher” under “Account”, find the organisation and write your position. The button is there for whoever is 18 and holds no role of staff yet. An invitation link for staff does the same.',
      'An administrator of the organisation decides. After the approval a cap stands beside your name, and you are seen by name and patronymic. When the last role of staff ends, the mark goes.',
    ],
    path: { href: '/me/teacher', label: 'Confirm that I am a teacher' },
  },
  {
    id: 'parents',
    roles: ['parent', 'pupil', 'teacher', 'administrator'],
    question: 'How to register parents',
    answer: [
      'A parent comes by the family link of the own child. The pupil shows it in “Family”, the leader of the class among the members (“Family link”), or an administrator.',
      'A child has up to four adults; an administrator allows more. Parent and child have different phones: one number cannot be two people’s.',
    ],
    path: { href: '/family', label: 'Family and family link' },
  },
  {
    id: 'preschool',
    roles: ['parent', 'teacher', 'administrator'],
    question: 'Are preschool children registered',
    answer: [
      'No. In a kindergarten only parents and staff register: children have neither accounts nor chats. A parent joins the group of the child by a link with the role “Parent”.',
    ],
  },
  {
    id: 'no-phone',
    roles: ['parent', 'pupil', 'teacher', 'administrator'],
    question: 'The child has no phone number',
    answer: [
      'In grades 1 to 4 the leader of the class invites by a letter to the address of the child or a parent (“Classes and groups”, “Invite by e-mail”), or prints a class card: the child shows it to a tablet of the school and taps six pictures.',
      'From grade 5 on the child registers by the link of the class, with an own phone or an e-mail address. Under 14 the chats open when a parent has consented.',
    ],
    path: { href: '/id/card', label: 'Sign in with a card' },
  },
  {
    id: 'consent',
    roles: ['parent', 'pupil', 'teacher'],
    question: 'The consent of a parent for children under 14',
    answer: [
      'A parent consents in “Children” and can withdraw it there: the chats of the child close at once. A consent on paper is recorded by the leader of the class or an administrator.',
      'On the 14th birthday nobody has to consent any more: the chats open by themselves.',
    ],
    path: { href: '/children', label: 'My children' },
  },
  {
    id: 'who-read',
    roles: ['parent', 'pupil'],
    question: 'Who has looked at the data of a child',
    answer: [
      'The staff of the school opens the birth date, the family and the e-mail address of a child when the work needs it. Each time is written down: who, in which role and when.',
      'A parent and the child itself read the list in “Family”, “Who has read the data of the child”. Nobody can erase a line.',
    ],
    path: { href: '/family', label: 'My family' },
  },
  {
    id: 'no-social',
    roles: EVERYBODY,
    question: 'Is a profile in a social network needed',
    answer: [
      'No. A phone number and the code from the SMS are all. Parta neither makes nor asks for a profile in a social network. Only adults who have both compared their phone books find each other by number.',
    ],
  },
  {
    id: 'not-administrator',
    roles: ['administrator'],
    question: 'I am an administrator and do not see the management of the organisation',
    answer: [
      'The rights come with a sign-in by the number that stands in the request of the organisation. Look in your profile with which number you are in.',
      'If the number has changed, change it in the profile: the rights stay. If you came with another number, sign out and come with that of the request.',
      'If you cannot sign in, press “Cannot sign in?” at the sign-in and pass the check of an administrator: it takes the full name of the organisation, your own full name and the last four digits of the number in the request.',
    ],
    path: { href: '/me', label: 'My number and sign-in' },
  },
  {
    id: 'lost-phone',
    roles: EVERYBODY,
    question: 'The phone is lost or stolen',
    answer: [
      'On any other device of yours open “Profile”, “Devices” and sign the lost one out. When it is online next it erases everything that it kept.',
    ],
    path: { href: '/me', label: 'My devices' },
  },
  {
    id: 'cannot-enter',
    roles: EVERYBODY,
    question: 'I cannot sign in: the number is gone or the account is closed',
    answer: [
      'Confirm the number that you have now, name your organisation and send a request. An administrator confirms in person that it is you; for the staff it takes two people. After two days you sign in with the new number, and everything is where it was.',
      'The two days are there so that the true owner can stop somebody else’s request: all of their devices and the earlier number are told.',
    ],
    path: { href: '/ticket', label: 'Send a request' },
  },
  {
    id: 'two-accounts',
    roles: EVERYBODY,
    question: 'I have two accounts',
    answer: [
      'Sign in at the one that stays and press “Unite accounts” in the profile. It takes a code to the number of the other one and its password. Roles, children and chats come to one account, the other one is closed.',
      'If you cannot enter the other one any more, send a request from the number of the first and choose “There is a second account that I cannot enter”: two people of your organisation confirm that both are yours.',
    ],
    path: { href: '/me', label: 'Unite accounts' },
  },
  {
    id: 'new-number',
    roles: EVERYBODY,
    question: 'The phone number has changed',
    answer: [
      'Press “Change number” in the profile. With the old number at hand the codes of both are needed. Without it the password is, and a few days of waiting, in which any device of yours can cancel.',
    ],
    path: { href: '/me', label: 'Change the number' },
  },
  {
    id: 'password',
    roles: EVERYBODY,
    question: 'The password is forgotten',
    answer: [
      'Press “Forgotten or never set?” on the screen of the password: a code comes, and you set a new one. Other devices are signed out.',
    ],
    path: { href: '/id', label: 'Sign-in' },
  },
  {
    id: 'second-factor',
    roles: ['teacher', 'administrator'],
    question: 'The second factor: an app with codes, or a passkey',
    answer: [
      'Connect an app with codes or a passkey in the profile and keep the spare codes on paper. Administrators have to.',
    ],
    path: { href: '/me', label: 'Protection of the sign-in' },
  },
  {
    id: 'wrong-adult',
    roles: ['parent', 'pupil', 'teacher', 'administrator'],
    question: 'A strange adult has joined a child',
    answer: [
      'Press “Report a mistake” in “Family”: the access of this adult stops at once, and an administrator decides what follows. A record of it stays.',
    ],
    path: { href: '/family', label: 'Family' },
  },
  {
    id: 'two-adults',
    roles: EVERYBODY,
    question: 'Why a teacher and a pupil cannot write to each other alone',
    answer: [
      'This is the rule of two adults. The school chooses: such dialogues are forbidden, a second adult sees them, or the parents do. Which rule holds stands at the top of every such chat for everybody.',
    ],
  },
  {
    id: 'privacy',
    roles: EVERYBODY,
    question: 'Who may write to me and add me to chats',
    answer: [
      'You choose it in the settings of privacy. Pupils begin with the strictest, and cannot make it wider than the school allows. Whoever is a nuisance is blocked in his card.',
    ],
    path: { href: '/me/privacy', label: 'Privacy' },
  },
  {
    id: 'delete-chat',
    roles: EVERYBODY,
    question: 'How to delete a chat',
    answer: [
      'There are three different things, all at the end of “About the chat”. “Hide for me”: the chat leaves your list until a new message, nothing changes for others, and the search finds it. “Leave the chat”: the chat vanishes for you, the others stay in it, and you can come back if you are added again.',
      '“Delete for everybody” is only there for the owner of a group: the chat vanishes for all members at once. For seven days the owner can bring it back by the button above the list of chats, then its messages and files are erased for ever. Chats of classes and units are not deleted like that.',
    ],
    path: { href: '/im', label: 'Chats' },
  },
  {
    id: 'polls',
    roles: EVERYBODY,
    question: 'How to make a poll in a chat',
    answer: [
      'Press the paper clip beside the field of the message and choose “Poll”. Write the question and two to ten options, decide whether several may be chosen and when it ends. You can end it earlier, and so can whoever leads the chat.',
      'In a named poll everybody sees who has chosen what, and a vote can be changed. In an anonymous one the choice is written down nowhere: neither its author nor an administrator learns it. The result is shown from five votes on, and a vote cannot be changed. A mini-test has a right answer: whoever answers sees at once whether it is right, and only its author sees the table of answers.',
    ],
    path: { href: '/im', label: 'Chats' },
  },
  {
    id: 'text-size',
    roles: EVERYBODY,
    question: 'How to enlarge the text, or change the theme or the language',
    answer: [
      'Open “Profile” and “App settings”. The size of text goes from 90 to 150%, the theme is light, dark or as the system. The choice is kept on this device.',
      'There notices and sound are switched on too, and it shows how much room Parta takes on the device.',
    ],
    path: { href: '/me/settings', label: 'App settings' },
  },
  {
    id: 'phone-book',
    roles: ['parent', 'teacher', 'administrator'],
    question: 'How to find people I know',
    answer: [
      'The people of your organisation are contacts already. Adults can compare their phone books: who has your number as well becomes a contact. Nobody finds children by a number.',
    ],
    path: { href: '/me/contacts/phone', label: 'Phone book' },
  },
]

export const en: typeof ru = {
  documentTitle: 'Help — Parta',
  title: 'Help',
  sub: 'Answers with a button that leads to where it is done',
  search: 'Find an answer',
  role: 'For whom',
  everybody: 'For everybody',
  roles: { parent: 'Parents', pupil: 'Pupils', teacher: 'Teachers', administrator: 'Administrators' },
  none: 'There is no such answer. Try other words.',
  articles,
}
