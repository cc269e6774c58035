// `gatelint/formats`: answers as the command line writes them, for other programs. Pure functions of the answers.

export { objects, proxies, remarks } from "./objects.js";
export { escaped, rows, yaml } from "./yaml.js";
