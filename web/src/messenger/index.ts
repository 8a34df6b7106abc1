/** What the shell may use of the messenger. */
export { MessengerEngine } from './boot/MessengerEngine.tsx'
export { useUnread } from './unread.ts'
