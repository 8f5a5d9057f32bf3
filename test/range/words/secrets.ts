/** Names of settings that hold secrets, by kind; `plain` are harmless settings with their values. */
export const secretNames: Record<string, string> = {
  password:
    'DB_PASSWORD|MYSQL_ROOT_PASSWORD|SMTP_PASS|LDAP_BIND_PASSWORD|REDIS_PASSWORD|ftp_password|spring.datasource.password|mail.password|admin_password|PGPASSWORD|vpn_pwd|keystore.password',
  awsSecret:
    'AWS_SECRET_ACCESS_KEY|aws_secret_access_key|awsSecretAccessKey|AWS_SECRET_KEY|aws.secretKey|s3_secret_access_key',
  azure: 'AZURE_STORAGE_CONNECTION_STRING|azure.storage.connection-string|AzureWebJobsStorage|STORAGE_CONNECTION',
  token:
    'API_TOKEN|api_key|ACCESS_TOKEN|AUTH_TOKEN|apiToken|SERVICE_KEY|client.token|secret_token|API_KEY|app.secret|DEPLOY_TOKEN|credentials.token',
  plain:
    'LOG_LEVEL info|PORT 8080|HOSTNAME app-01|TIMEZONE Europe/Berlin|feature.flags beta|MAX_CONNECTIONS 50|cache.ttl 3600|BASE_PATH /srv/app|retry.count 3|PASSWORD_MIN_LENGTH 12|password.policy strict|TOKEN_EXPIRY_SECONDS 86400|key.size 4096|SECRET_ROTATION_DAYS 90|SESSION_TOKEN_HEADER X-Session|password_reset_enabled true',
};
