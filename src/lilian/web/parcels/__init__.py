"""Pages of the despatch desk."""
