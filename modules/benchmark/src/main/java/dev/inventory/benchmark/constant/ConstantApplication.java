package dev.inventory.benchmark.constant;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** {@code /api} of the archive. */
@ApplicationPath("api")
public class ConstantApplication extends Application {}
