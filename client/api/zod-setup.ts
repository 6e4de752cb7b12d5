import { z } from "zod";

// Must run before the first schema is made: the page's CSP forbids the code that zod would otherwise generate.
z.config({ jitless: true });
