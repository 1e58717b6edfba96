/**
 * Black box tests of the built product over HTTP, run once for each database (system property
 * {@code inventory.test.database}: {@code derby} or {@code postgresql}).
 *
 * <p>Two harnesses:
 *
 * <ul>
 *   <li>{@link dev.inventory.systemtests.DeployedServer} has Arquillian deploy the built WAR on Payara Micro. Every
 *       deployment boots a JVM, some ten seconds, and Arquillian makes one for each test class. So our JUnit extension
 *       drives Arquillian's own adaptor, once for all classes of a run, and hands the one server to them as a parameter.
 *       The classes keep out of each other's way by organizations of their own ({@link dev.inventory.systemtests.Site}).
 *   <li>{@link dev.inventory.systemtests.ServerProcess} starts the jar as a process, where a server must die, start
 *       again or have an environment of its own.
 * </ul>
 *
 * <p>Everything listens on 127.0.0.1 and on free ports, and writes below {@code target/}.
 */
package dev.inventory.systemtests;
