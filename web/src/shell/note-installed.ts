import { noteInstalled } from '#contract/identity/sessions.ts'
import { api } from '#web/kit/api/api.ts'

/** Tells the server that this session is used in the installed app; without a network it is told the next time. */
export async function noteInstalledApp(): Promise<void> {
  await api.call(noteInstalled, {}).catch(() => null)
}
