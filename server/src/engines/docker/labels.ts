import type { LabInstance } from '../instance.ts';

/** On every container and network: the id of the lab that made it. */
export const INSTANCE_LABEL = 'graceful-shutdown-lab.instance';
/** Beside it: the process of that lab, for `isOwnerDead`. */
export const OWNER_LABEL = 'graceful-shutdown-lab.owner';
/** On every image: the content hash of the folder that it was built from. */
export const CONTENT_LABEL = 'graceful-shutdown-lab.content';
/** On every image: the base image's name and id that it was built on. */
export const BASE_LABEL = 'graceful-shutdown-lab.base';

/** On every image: the folder that it was built from. Another checkout's images are its own affair. */
export const FOLDER_LABEL = 'graceful-shutdown-lab.folder';

/** The labels of everything that a lab makes. */
export function ownLabels(instance: LabInstance): Record<string, string> {
  return { [INSTANCE_LABEL]: instance.id, [OWNER_LABEL]: instance.owner };
}
