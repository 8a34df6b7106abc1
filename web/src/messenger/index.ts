/** What the shell may use of the messenger. */
export { chooseFolder } from './boot/chosen-folder.ts'
export { MessengerEngine } from './boot/MessengerEngine.tsx'
export { useHeard } from './boot/use-heard.ts'
export { useUnread } from './unread.ts'
