import { t } from '../calls.texts.ts'
import type { DeviceTrouble } from '../devices.ts'

/** What to do about a device that is not there. */
export function troubleText(kind: 'Audio' | 'Video' | 'Screen', trouble: DeviceTrouble): string {
  return trouble === 'insecure' ? t.trouble.insecure : t.trouble[`${trouble}${kind}`]
}
