import type { Context } from 'hono'
import type { Env } from '../../../../../kernel/web.ts'
import type { FormPage } from '../../../../formKind.ts'
import { makingScope } from '../../../../making/openForm.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import { fileName, largestFile, mostFiles, sniff } from '../../../../making/sniff.ts'
import { addDraftFile, listDraftFiles } from '../../../../store/draftFiles.ts'

/** Keeps the good files with the draft and says what is wrong with the others. */
export async function keepFiles(
  c: Context<Env>, draftId: string, files: readonly File[], page: FormPage,
): Promise<FieldProblems> {
  const field = page.questions.find(({ kind }) => kind === 'files')?.id ?? 'files'
  const problems: string[] = []
  const { kernel, viewer } = c.var
  await kernel.db.as(makingScope(c), async tx => {
    let count = (await listDraftFiles(tx, viewer, draftId)).length
    for (const file of files) {
      const name = fileName(file.name)
      if (file.size > largestFile) {
        problems.push(`${name} is larger than 10 MB`)
        continue
      }
      const content = Buffer.from(await file.arrayBuffer())
      const sniffed = sniff(file.name, content)
      if (!sniffed.ok) problems.push(sniffed.why)
      else if (count >= mostFiles) problems.push(`${name} was not kept: you can add ${mostFiles} files`)
      else {
        await addDraftFile(tx, viewer, draftId, { name, mediaType: sniffed.mediaType, content })
        count++
      }
    }
  })
  return problems.length > 0 ? { [field]: problems.join('. ') } : {}
}
