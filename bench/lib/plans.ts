/** A node of a plan as PostgreSQL tells it in JSON, with what it read when it was carried out. */
interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: PlanNode[]
}

/** A statement that the product has sent, with what reading it took. */
export interface Statement {
  text: string
  /** Tables that were read from end to end, or far into, with no index to go by; by name. */
  scanned: string[]
  /** Rows that were read, those that a filter has thrown away too. */
  rows: number
}

/** So many rows may be read without an index. */
export const SMALL_ROWS = 1_000
const BEGIN = / LOG: {2}duration: [\d.]+ ms {2}plan:$/

/** Settings of a database under which its sessions tell the plans of everything that they carry out. */
export const EXPLAINING = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_parameter_max_length': '0',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
} as const

/** Gathers the plans that a PostgreSQL writes into its log, a line at a time. */
export class PlanLog {
  #lines: string[] = []

  take(line: string): void {
    this.#lines.push(line)
  }

  /** Waits until a line has come, and gives everything that was told before it. */
  async upTo(mark: string): Promise<Statement[]> {
    while (!this.#lines.some((line) => line.includes(mark))) await new Promise((resolve) => setTimeout(resolve, 5))
    const end = this.#lines.findIndex((line) => line.includes(mark))
    const lines = this.#lines.splice(0, end + 1)
    return readPlans(lines)
  }
}

/** Plans among the lines of a log. What follows the first line of one is indented by a tab. */
export function readPlans(lines: readonly string[]): Statement[] {
  const statements: Statement[] = []
  for (const [at, line] of lines.entries()) {
    if (!BEGIN.test(line)) continue
    const rest = lines.slice(at + 1)
    const end = rest.findIndex((each) => !each.startsWith('\t'))
    const told = parsePlan(rest.slice(0, end === -1 ? rest.length : end).join('\n'))
    if (told !== null) statements.push({ text: told['Query Text'], ...readNode(told.Plan) })
  }
  return statements
}

/** A long plan may be torn by a line of another session; the same statement comes again, and null is told of this one. */
function parsePlan(json: string): { 'Query Text': string; Plan: PlanNode } | null {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function readNode(node: PlanNode): Pick<Statement, 'scanned' | 'rows'> {
  const below = (node.Plans ?? []).map(readNode)
  const loops = node['Actual Loops'] ?? 0
  const perLoop =
    (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const reads = / Scan$/.test(node['Node Type']) && node['Relation Name'] !== undefined
  const own = reads || node['Node Type'] === 'Bitmap Index Scan' ? perLoop * loops : 0
  const isWhole = node['Node Type'] === 'Seq Scan' && own > SMALL_ROWS
  return {
    scanned: [...(isWhole ? [node['Relation Name']!] : []), ...below.flatMap(({ scanned }) => scanned)],
    rows: own + below.reduce((sum, { rows }) => sum + rows, 0),
  }
}
