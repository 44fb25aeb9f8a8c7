/**
 * The process: which command runs, and what every JVM that it starts needs on its command line.
 *
 * <p>A package a step: {@code bytes}, {@code event}, {@code profile}, {@code audience}, {@code
 * experience}, {@code response}, {@code store}, {@code device} ask one question a class of the
 * engine's step of that name; {@code request} asks it of whole requests, {@code socket} of the
 * server; {@code journal} and the commands of {@code audience} measure what durability and many
 * audiences cost; {@code report} runs them all and judges.
 */
@NullMarked
package dev.kitsune.bench;

import org.jspecify.annotations.NullMarked;
