/** The catalogue as a document for other tools, made from code and never written by hand. */
@NullMarked
package dev.swarmlog.schemas.asyncapi;

import org.jspecify.annotations.NullMarked;
