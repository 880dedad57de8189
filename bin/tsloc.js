#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

// Not awaited: where a user's file waits for what never comes, Node would complain of this line.
void main(process.argv.slice(2));
