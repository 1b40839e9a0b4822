// Results leave the page only as files that the user saves.

/** Offers content as a file. @param name says nothing about the patient. */
export function save(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the Blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
