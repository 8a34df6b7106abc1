import { fullName } from '#contract/identity/names.ts'
import type { Reader } from '../../platform/db/database.ts'
import { signersOf } from '../signin/accounts.store.ts'
import { maskAddress } from '../signin/address.ts'

/** Stands for an operator without a profile whose number has passed on. */
const NAMELESS = '•••'

/** What the deeds of operators are signed with, by account: a name, or the masked phone of one without a profile. */
export async function accountNames(
  reader: Reader,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(accountIds.map((id) => [id, NAMELESS]))
  if (accountIds.length === 0) return names
  for (const { id, phone, email, surname, name, patronymic } of await signersOf(reader, accountIds)) {
    const address = phone ?? email
    if (surname !== null) names.set(id, fullName({ surname, name, patronymic }))
    else if (address !== null) names.set(id, maskAddress(address))
  }
  return names
}
