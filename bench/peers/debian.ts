import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The version of the first of some Debian packages, or which of them are not installed. */
export async function findPackages(names: readonly string[]): Promise<{ version: string } | { missing: string }> {
  const found = await Promise.all(names.map(findVersion))
  const absent = names.filter((_, i) => found[i] === null)
  if (absent.length === 0) return { version: found[0]! }
  return { missing: `Debian's ${absent.join(', ')} ${absent.length === 1 ? 'is' : 'are'} not installed.` }
}

async function findVersion(name: string): Promise<string | null> {
  const query = ['--show', '--showformat', `\${db:Status-Status} \${Version}`, name]
  const answer = await promisify(execFile)('dpkg-query', query).catch(() => null)
  const [status, version] = answer?.stdout.split(' ') ?? []
  return status === 'installed' ? version! : null
}
