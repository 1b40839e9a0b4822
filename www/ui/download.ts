// Offers results as downloads: the only way by which they leave the page.

/** Offers content as a download. @param name must say nothing about the patient */
export function save(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read the address of the Blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
