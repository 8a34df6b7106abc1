import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describeTables, printRows, printSchema } from '#server/platform/db/describe.ts'
import { printConfig, printContract, printErrors } from '#server/reference/print-contract.ts'
import { ru } from '#web/kit/errors/errors.ru.ts'
import { absenceErrors } from '#web/kit/errors/pages/absences.ts'
import { announcementErrors } from '#web/kit/errors/pages/announcements.ts'
import { applicationErrors } from '#web/kit/errors/pages/applications.ts'
import { cardErrors } from '#web/kit/errors/pages/cards.ts'
import { chatLinkErrors } from '#web/kit/errors/pages/chat-links.ts'
import { clientErrors } from '#web/kit/errors/pages/clients.ts'
import { consentErrors } from '#web/kit/errors/pages/consents.ts'
import { deletionErrors } from '#web/kit/errors/pages/deletion.ts'
import { detailErrors } from '#web/kit/errors/pages/details.ts'
import { dialogueErrors } from '#web/kit/errors/pages/dialogue-rules.ts'
import { doubleErrors } from '#web/kit/errors/pages/doubles.ts'
import { familyErrors } from '#web/kit/errors/pages/family.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { letterErrors } from '#web/kit/errors/pages/letters.ts'
import { linkErrors } from '#web/kit/errors/pages/links.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { mergeErrors } from '#web/kit/errors/pages/merging.ts'
import { organisationErrors } from '#web/kit/errors/pages/organisation.ts'
import { personalErrors } from '#web/kit/errors/pages/personal.ts'
import { phoneErrors } from '#web/kit/errors/pages/phone.ts'
import { phonebookErrors } from '#web/kit/errors/pages/phonebook.ts'
import { pollErrors } from '#web/kit/errors/pages/polls.ts'
import { privacyErrors } from '#web/kit/errors/pages/privacy.ts'
import { profileErrors } from '#web/kit/errors/pages/profile.ts'
import { publicationErrors } from '#web/kit/errors/pages/publications.ts'
import { reportErrors } from '#web/kit/errors/pages/reports.ts'
import { requestErrors } from '#web/kit/errors/pages/requests.ts'
import { rolloverErrors } from '#web/kit/errors/pages/rollover.ts'
import { rosterErrors } from '#web/kit/errors/pages/roster.ts'
import { schoolErrors } from '#web/kit/errors/pages/school.ts'
import { servingErrors } from '#web/kit/errors/pages/serving.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { stickerErrors } from '#web/kit/errors/pages/stickers.ts'
import { taskErrors } from '#web/kit/errors/pages/tasks.ts'
import { ticketErrors } from '#web/kit/errors/pages/tickets.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { createTestDatabase } from './test-database.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every file that is printed from something else, by its path from the root. */
export async function printAll(): Promise<Map<string, string>> {
  const sentences = Object.entries({
    ...ru,
    ...announcementErrors.ru,
    ...consentErrors.ru,
    ...deletionErrors.ru,
    ...detailErrors.ru,
    ...dialogueErrors.ru,
    ...requestErrors.ru,
    ...servingErrors.ru,
    ...absenceErrors.ru,
    ...reportErrors.ru,
    ...stickerErrors.ru,
    ...applicationErrors.ru,
    ...cardErrors.ru,
    ...fileErrors.ru,
    ...chatLinkErrors.ru,
    ...linkErrors.ru,
    ...clientErrors.ru,
    ...phoneErrors.ru,
    ...personalErrors.ru,
    ...signinErrors.ru,
    ...familyErrors.ru,
    ...doubleErrors.ru,
    ...letterErrors.ru,
    ...phonebookErrors.ru,
    ...memberErrors.ru,
    ...organisationErrors.ru,
    ...taskErrors.ru,
    ...ticketErrors.ru,
    ...mergeErrors.ru,
    ...rosterErrors.ru,
    ...rolloverErrors.ru,
    ...unitErrors.ru,
    ...privacyErrors.ru,
    ...pollErrors.ru,
    ...publicationErrors.ru,
    ...profileErrors.ru,
    ...schoolErrors.ru,
  }).map(([code, sentence]) => [code, typeof sentence === 'string' ? sentence : sentence({})])
  await using database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return new Map([
      ['contract/contract.json', printContract()],
      ['docs/errors.md', printErrors(Object.fromEntries(sentences))],
      ['docs/config.md', printConfig()],
      ['server/schema.sql', await printSchema(client)],
      ['server/src/platform/db/rows.ts', printRows(await describeTables(client))],
    ])
  } finally {
    await client.end()
  }
}

export function readPrinted(path: string): Promise<string> {
  return readFile(`${ROOT}${path}`, 'utf8').catch(() => '')
}
