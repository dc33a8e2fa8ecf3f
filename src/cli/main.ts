#!/usr/bin/env node
import { createNodeEnvironment } from './node-environment.js';
import { runCommand } from './run-command.js';

// A reader that has seen enough (`reckoner … | head`) closes the pipe; that is no fault of anyone.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

// The code is set, not exited with, so that what was written to a pipe gets through.
process.exitCode = await runCommand(process.argv.slice(2), createNodeEnvironment());
