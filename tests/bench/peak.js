// Loaded before a program (`node --import`): when it ends, the most memory that it had, in KiB, goes to the file that
// GATELINT_PEAK names.

import { writeFileSync } from "node:fs";

process.on("exit", () => writeFileSync(process.env.GATELINT_PEAK, String(process.resourceUsage().maxRSS)));
